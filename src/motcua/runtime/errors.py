"""What can go wrong before there is a page to say it on."""


class OperatorError(Exception):
    """Something that whoever runs the product can mend.

    The text is one clear Vietnamese sentence or two: what is wrong, what to do.
    """
