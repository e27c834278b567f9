//go:build unix

package main

import "context"

func (r *rig) hostile(context.Context) error { return nil }
