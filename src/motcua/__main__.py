"""The ``motcua`` command as ``python -m motcua``, for our own child processes."""

from motcua.cli import main

if __name__ == "__main__":
    main()
