"""The rules of Home Assistant's quality scale that a machine can check.

A rule returns what is against it; nothing of ours is, and something of a broken one.
"""
