__all__ = ["star", "deep"]
star = "*"
