package dev.pullback.cli;

import dev.pullback.api.backend.BackendProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * While this is open, one more provider is found, as if it lay on the class path: tests run in a named module, in which no
 * service file counts.
 */
final class WithProvider implements AutoCloseable {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final Loader loader;

    /** @param folder an empty one, for the service file */
    WithProvider(Class<? extends BackendProvider> provider, Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(BackendProvider.class.getName()), provider.getName());
        loader = new Loader(provider, folder);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @Override
    public void close() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    /** Loads the provider and what is nested in it itself, so that it is in no module. */
    private static final class Loader extends URLClassLoader {

        private final String own;

        Loader(Class<?> provider, Path folder) throws MalformedURLException {
            super(
                    new URL[] {
                        folder.toUri().toURL(),
                        Path.of("target", "test-classes").toUri().toURL()
                    },
                    provider.getClassLoader());
            own = provider.getName();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(own)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
