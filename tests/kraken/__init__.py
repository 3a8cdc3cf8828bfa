"""The Kraken client, over a real socket."""
