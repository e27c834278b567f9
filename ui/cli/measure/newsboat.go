package main

import "context"

func (r *rig) newsboatFigures(context.Context, *library) error { return nil }
