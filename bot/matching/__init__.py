"""From a question to a decision: terms, candidates, scores, confidence, and one of answer, choices, unknown."""
