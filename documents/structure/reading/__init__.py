"""Read a draft: bytes or text in, a `Draft` out. The order of the stages stands in `pipeline`."""
