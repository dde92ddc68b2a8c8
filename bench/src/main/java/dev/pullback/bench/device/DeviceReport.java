package dev.pullback.bench.device;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Backends;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one device reaches: matrix products, training steps, bandwidth, the cost of a launch. Arguments: the backend's name,
 * the file for the JSON, and optionally the largest side of a square product (default 8192). Lines go to stdout as they come.
 */
public final class DeviceReport {

    private static final List<String> LAYOUTS = List.of("NN", "TN", "NT");

    private final List<String> objects = new ArrayList<>();

    private DeviceReport() {}

    public static void main(String[] arguments) throws IOException {
        int largest = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8192;
        var report = new DeviceReport();
        try (Backend backend = Backends.open(arguments[0], BackendOptions.defaults())) {
            report.add("device", Map.of("description", backend.device().toString()));
            report.steps(backend, largest);
            report.products(backend, largest);
            new Traffic(backend, report::add).measure();
        } finally {
            Files.writeString(Path.of(arguments[1]), "[\n" + String.join(",\n", report.objects) + "\n]\n");
        }
    }

    private void products(Backend backend, int largest) {
        for (int side = 512; side <= largest; side *= 2) {
            for (String layout : LAYOUTS) {
                product(backend, new Product(layout, side, side, side));
            }
        }
        for (int batch : new int[] {128, 1024, 8192}) {
            product(backend, new Product("NN", batch, 784, 512));
            product(backend, new Product("TN", 784, batch, 512));
            product(backend, new Product("NT", batch, 512, 784));
            product(backend, new Product("NN", batch, 512, 10));
            product(backend, new Product("TN", 512, batch, 512));
            product(backend, new Product("TN", 512, batch, 10));
        }
        product(backend, new Product("NN", 4096, 1024, 1024));
        product(backend, new Product("TN", 1024, 4096, 1024));
        product(backend, new Product("NT", 4096, 1024, 1024));
    }

    private void product(Backend backend, Product product) {
        Product.Result result = product.measure(backend);
        String name = "%s %dx%dx%d".formatted(product.layout(), product.n(), product.k(), product.m());
        add(name, Map.of("gflops", result.gflops(), "error", result.error()));
    }

    private void steps(Backend backend, int largest) {
        for (int batch : new int[] {128, 1024, 8192}) {
            step(backend, new Steps(784, 512, 2, batch));
        }
        if (largest >= 1024) {
            step(backend, new Steps(1024, 1024, 8, 256));
            step(backend, new Steps(1024, 1024, 8, 4096));
        }
    }

    private void step(Backend backend, Steps steps) {
        double seconds = steps.measure(backend);
        add(steps.name(), Map.of("samplesPerSecond", steps.batch() / seconds, "microseconds", 1e6 * seconds));
    }

    private void add(String name, Map<String, Object> figures) {
        String fields = figures.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(figure -> ", \"%s\": %s".formatted(figure.getKey(), json(figure.getValue())))
                .collect(Collectors.joining());
        String object = "{\"name\": %s%s}".formatted(json(name), fields);
        System.out.println(object);
        objects.add(object);
    }

    private static String json(Object value) {
        return value instanceof Double number
                ? "%.4g".formatted(number)
                : '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
