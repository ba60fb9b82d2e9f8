"""Half-points as pages show them."""

from django import template

from scoring.selectors.wording import plain, signed

register = template.Library()


@register.filter
def points(halves: int | None) -> str:
    """−2, +0.5, 0; 清零 for None."""
    return signed(halves)


@register.filter
def plain_points(halves: int) -> str:
    """97.5"""
    return plain(halves)
