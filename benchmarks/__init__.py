"""`make bench`: the goals of speed, each as a ratio of two things run side by side in one run. Never part of `make test`."""
