"""Reading the knowledge base: entries, Docker's grammar, word lists, menus, and the check of all of them."""
