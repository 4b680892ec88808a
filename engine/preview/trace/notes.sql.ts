/** Settings that the session keeps, each with its value, and the role that it has taken on. */
export const sessionStateSql = `
SELECT array(SELECT name || '=' || setting FROM pg_catalog.pg_settings WHERE source = 'session' AND name <> 'client_connection_check_interval' ORDER BY 1)
    || CASE WHEN current_user <> session_user THEN ARRAY['role=' || current_user] ELSE '{}' END AS state`
