// page of a test
