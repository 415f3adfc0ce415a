"""Tests of the kernel; also its table of cases and a slow second implementation."""
