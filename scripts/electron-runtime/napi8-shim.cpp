// Tests only. better-sqlite3 13 keeps references to strings and numbers, which Node-API allows from version 10 on.
// In an older Electron such a value is kept in an array of one element, and the reference is to the array.
// The three functions are put in front of the real ones by the linker (--wrap).
#include <node_api.h>
#include <mutex>
#include <unordered_set>

static std::mutex guard;
static std::unordered_set<napi_ref> boxed;

extern "C" {
napi_status __real_napi_create_reference(napi_env, napi_value, uint32_t, napi_ref*);
napi_status __real_napi_get_reference_value(napi_env, napi_ref, napi_value*);
napi_status __real_napi_delete_reference(napi_env, napi_ref);

napi_status __wrap_napi_create_reference(napi_env env, napi_value value, uint32_t count, napi_ref* result) {
  napi_valuetype type;
  napi_status status = napi_typeof(env, value, &type);
  if (status != napi_ok) return status;
  bool box = !(type == napi_object || type == napi_function || type == napi_external || type == napi_symbol);
  if (box) {
    napi_value array;
    if ((status = napi_create_array_with_length(env, 1, &array)) != napi_ok) return status;
    if ((status = napi_set_element(env, array, 0, value)) != napi_ok) return status;
    value = array;
  }
  if ((status = __real_napi_create_reference(env, value, count, result)) != napi_ok) return status;
  std::lock_guard<std::mutex> lock(guard);
  // A new reference may have the address of one whose environment has ended.
  if (box) boxed.insert(*result); else boxed.erase(*result);
  return napi_ok;
}

napi_status __wrap_napi_get_reference_value(napi_env env, napi_ref reference, napi_value* result) {
  napi_status status = __real_napi_get_reference_value(env, reference, result);
  if (status != napi_ok || *result == nullptr) return status;
  bool box;
  {
    std::lock_guard<std::mutex> lock(guard);
    box = boxed.count(reference) != 0;
  }
  return box ? napi_get_element(env, *result, 0, result) : napi_ok;
}

napi_status __wrap_napi_delete_reference(napi_env env, napi_ref reference) {
  {
    std::lock_guard<std::mutex> lock(guard);
    boxed.erase(reference);
  }
  return __real_napi_delete_reference(env, reference);
}
}
