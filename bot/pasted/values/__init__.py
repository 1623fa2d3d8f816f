"""Values of options taken apart, one kind of value a module: what is in them, and what it means in both languages."""
