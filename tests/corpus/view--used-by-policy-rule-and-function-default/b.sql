CREATE TABLE public.t (id int PRIMARY KEY, team int);
CREATE VIEW public.teams AS SELECT 1::bigint AS team;
CREATE POLICY p ON public.t USING (team IN (SELECT teams.team FROM public.teams));
CREATE RULE r AS ON DELETE TO public.t DO ALSO SELECT team FROM public.teams;
COMMENT ON RULE r ON public.t IS 'rule';
