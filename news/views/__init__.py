"""The reading site (`reading`) and the news desk (`desk`, `writing`, `reviewing`)."""
