"""The editor of the knowledge base: one module a family of faults, all the faults reported at once.

``bot.knowledge.check.runner.check_folder`` runs them all; ``catalogue`` names
every fault with its number.
"""
