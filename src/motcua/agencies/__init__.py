"""Units valid in time, agencies, desks, officers and roles, absence cover, work calendars."""
