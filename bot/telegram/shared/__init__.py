"""What several replicas remember together, in Redis or Valkey; imported only where REDIS_URL is set.

Where Redis is away each replica remembers by itself, says so once, and goes on: answers never depend on it.
"""
