"""Personal data: what is kept of whom, why, since when, until when, and erasing what is past its time."""
