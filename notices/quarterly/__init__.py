"""The words of a quarter's or year's bulletin; every number of it comes out of stored month results."""
