"""`python -m tieback` is the `tieback` command."""

from tieback.cli.main import main

if __name__ == "__main__":
    main()
