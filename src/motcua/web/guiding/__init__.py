"""Pages of whoever organises guidance: weeks, people, programme, figures."""
