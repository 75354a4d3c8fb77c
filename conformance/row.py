"""Marks a function as a case: the row of the reference that it is about."""


def row(number):
    def mark(function):
        function.row = number
        return function

    return mark
