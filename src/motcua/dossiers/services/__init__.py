"""Everything that changes a dossier. One public function, one transaction, one event or more."""
