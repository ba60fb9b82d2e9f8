"""WHAT LEAVES THE HOUSE: bulletins and the papers that come with them."""
