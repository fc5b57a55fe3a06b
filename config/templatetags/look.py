"""Tags and filters for the look of pages: icons, dates, numbers."""

from django import template

register = template.Library()
