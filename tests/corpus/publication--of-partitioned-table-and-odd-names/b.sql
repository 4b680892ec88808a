CREATE TABLE public."Or.ders" (id int, k int, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
CREATE PUBLICATION "P" FOR TABLE public."Or.ders" WITH (publish_via_partition_root);
ALTER PUBLICATION "P" OWNER TO postgres;
