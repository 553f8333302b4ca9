## Tijd

ago-now = zojuist
ago-minutes = { $count } min geleden
ago-hours = { $count } uur geleden
ago-days = { $count ->
    [one] een dag geleden
   *[other] { $count } dagen geleden
}
