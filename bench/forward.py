"""Times forward passes of MobileNetV2 (alpha 1.0, seven classes) by TensorFlow's own means.

Reads "<side> <height> <width> <passes>" lines from standard input, where the side is `graph`
(tf.function), `lite` (TensorFlow Lite) or `product` (a matrix product of 2048 x 2048), and answers
each with the median milliseconds of one pass, so that another process can take turns with it.
"""

import functools
import os
import statistics
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

THREADS = os.cpu_count()
# The converter of TensorFlow Lite prints; answers go where nothing else does.
answers, sys.stdout = sys.stdout, sys.stderr
network = tf.keras.applications.MobileNetV2(
    input_shape=(None, None, 3), include_top=False, weights=None, pooling="avg"
)
outputs = tf.keras.layers.Dense(7)(network.output)
model = tf.keras.Model(network.input, outputs)


@tf.function(reduce_retracing=False)
def forward(image):
    return model(image, training=False)


@functools.cache
def interpreter(height, width):
    image = tf.keras.Input((height, width, 3), batch_size=1)
    fixed = tf.keras.Model(image, model(image, training=False))
    content = tf.lite.TFLiteConverter.from_keras_model(fixed).convert()
    runner = tf.lite.Interpreter(model_content=content, num_threads=THREADS)
    runner.allocate_tensors()
    return runner


def graph(height, width):
    image = tf.random.uniform((1, height, width, 3), -1, 1)
    return lambda: forward(image).numpy()


def lite(height, width):
    runner = interpreter(height, width)
    image = np.random.uniform(-1, 1, (1, height, width, 3)).astype("float32")
    place = runner.get_input_details()[0]["index"]
    answer = runner.get_output_details()[0]["index"]

    def once():
        runner.set_tensor(place, image)
        runner.invoke()
        return runner.get_tensor(answer)

    return once


def product(height, width):
    left = tf.random.uniform((height, width))
    multiply = tf.function(lambda matrix: tf.linalg.matmul(matrix, matrix))
    return lambda: multiply(left).numpy()


SIDES = {"graph": graph, "lite": lite, "product": product}

for line in sys.stdin:
    side, height, width, passes = line.split()
    once = SIDES[side](int(height), int(width))
    for _ in range(min(10, int(passes))):
        once()
    times = []
    for _ in range(int(passes)):
        start = time.perf_counter()
        once()
        times.append((time.perf_counter() - start) * 1000)
    print(statistics.median(times), file=answers, flush=True)
