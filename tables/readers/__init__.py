"""One reader for each kind of file. They run in the child process and import no Django."""
