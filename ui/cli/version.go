// This file owns what version this is.

package cli

import "runtime/debug"

// release is set by the linker in released builds.
var release string

// version is the release, or what the Go tool knows of the source this was built from.
func version() string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
