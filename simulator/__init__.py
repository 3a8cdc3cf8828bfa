"""A stand-in for the Octopus Energy API: one seeded world behind REST and GraphQL."""
