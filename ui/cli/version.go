// This file owns what version this is.

package cli

import (
	"runtime/debug"
	"strings"
)

// What the linker sets in released builds: the version, its commit, and the day of that commit.
var release, commit, date string

// version is what this is and what it was built from: as released, or as the Go tool knows it.
func version() string {
	if release != "" {
		return versionLine(release, commit, date, false)
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return versionLine("", "", "", false)
	}
	built := map[string]string{}
	for _, s := range info.Settings {
		built[s.Key] = s.Value
	}
	return versionLine(info.Main.Version, built["vcs.revision"], built["vcs.time"], built["vcs.modified"] == "true")
}

// versionLine is a version in one line. changed says that the source was not quite that of the commit.
func versionLine(version, commit, when string, changed bool) string {
	if version == "" {
		version = "(devel)"
	}
	if commit == "" {
		return version
	}
	line := version + " (commit " + commit[:min(len(commit), 12)]
	if changed {
		line += ", modified"
	}
	if day, _, _ := strings.Cut(when, "T"); day != "" {
		line += ", " + day
	}
	return line + ")"
}
