"""Find charging sessions in an exported file, from the shell."""
