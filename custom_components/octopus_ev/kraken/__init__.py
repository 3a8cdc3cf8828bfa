"""Speak to Kraken, the platform behind Octopus Energy, without Home Assistant.

Nothing here knows what a charging session is: answers become wire types that
mirror the API's own names and units, and failures become one tree of errors.
"""
