package dev.pullback.network.data;

import java.nio.file.Path;

/** Where data sets are kept that had to be fetched: {@code pullback/datasets} in the user's cache folder (XDG). */
final class CacheFolder {

    private CacheFolder() {}

    static Path ofThisUser() {
        return of(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    }

    /** The XDG rule: the variable counts only if it holds an absolute path. */
    static Path of(String xdgCacheHome, String home) {
        boolean named = xdgCacheHome != null && Path.of(xdgCacheHome).isAbsolute();
        Path cache = named ? Path.of(xdgCacheHome) : Path.of(home, ".cache");
        return cache.resolve("pullback").resolve("datasets");
    }
}
