"""What browsers get apart from the API and the admin."""
