"""What Home Assistant's validator and HACS ask of an integration, without their containers.

Each rule returns what is wrong; nothing is wrong with ours, and something with a broken one.
"""
