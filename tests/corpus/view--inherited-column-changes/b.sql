CREATE TABLE public.parent (id int, a bigint);
CREATE TABLE public.child (b text) INHERITS (public.parent);
CREATE VIEW public.v AS SELECT a FROM public.child;
CREATE VIEW public.w AS SELECT a FROM ONLY public.parent;
CREATE TRIGGER tr BEFORE UPDATE OF a ON public.child FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
