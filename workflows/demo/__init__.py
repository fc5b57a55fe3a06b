"""The demo: an invented province, Lam Giang, with invented people and a dozen documents on their way."""
