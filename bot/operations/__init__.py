"""What the operator sees and pulls: logs, metrics, health, reload. It knows no handler and no sentence for users."""
