"""Who may choose the language of the pages."""

from typing import Final

OF_LANGUAGES: Final = {"public:language": "everybody"}
