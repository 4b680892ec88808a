CREATE TABLE public.member (team int, person text);
CREATE TABLE public.doc (id int PRIMARY KEY, team int);
CREATE FUNCTION public.teams() RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT team FROM public.member WHERE person = CURRENT_USER $$;
CREATE POLICY p ON public.doc USING (team IN (SELECT public.teams()) OR EXISTS (SELECT FROM public.member m WHERE m.team = doc.team));
ALTER TABLE public.doc ENABLE ROW LEVEL SECURITY;
