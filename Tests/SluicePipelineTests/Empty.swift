// The suite's first file follows.
