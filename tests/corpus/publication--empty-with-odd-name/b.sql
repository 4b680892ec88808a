CREATE PUBLICATION "Pub ""x"" 🎉" WITH (publish = 'truncate');
CREATE PUBLICATION "select";
