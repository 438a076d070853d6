-- A statement inside the words of another: "she said that the minister had told her …".
ALTER TABLE statements ADD COLUMN within INTEGER REFERENCES statements (key);
