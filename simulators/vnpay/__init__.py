"""A stand-in for the VNPay gateway."""
