"""Times training steps of one of Keras' networks (seven classes, every layer trained).

    training.py fit|step mobilenetV2|mobilenetV1|plainCnn <photos.csv> <size> <batch>

`fit` is Keras' own loop, `step` a tf.function with GradientTape. Both read the listed photos
("file,label" lines) through tf.data with the augmentation of electron/training/augment.ts.
Reads a number of steps per line from standard input and answers each with a line of JSON: the
milliseconds of every step, those of processor time, and the most memory that the process has held,
in bytes.
"""

import csv
import json
import math
import os
import resource
import sys
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf  # noqa: E402

kind, network, table = sys.argv[1:4]
size, batch = int(sys.argv[4]), int(sys.argv[5])
CLASSES = 7
# The recipe `lentigo` (electron/training/recipes.ts).
AREA, ASPECT, ROTATION = (0.35, 1.0), 4 / 3, 20.0
BRIGHTNESS, CONTRAST, SATURATION, TINT = 0.25, 0.25, 0.25, 0.08
LUMA = tf.constant([0.299, 0.587, 0.114])
# Batches prepared ahead, as our trainer has them.
AHEAD = 3


def between(low, high, shape=()):
    return tf.random.uniform(shape, low, high)


def placement(width, height):
    """Output pixel to photo position: the eight numbers that ImageProjectiveTransformV3 takes."""
    pixels = width * height * between(*AREA)
    proportions = tf.exp(between(-math.log(ASPECT), math.log(ASPECT)))
    crop_width = tf.minimum(tf.sqrt(pixels * proportions), width)
    crop_height = tf.minimum(tf.sqrt(pixels / proportions), height)
    left = between(0.0, 1.0) * (width - crop_width)
    top = between(0.0, 1.0) * (height - crop_height)
    quarters = tf.cast(tf.random.uniform((), 0, 4, tf.int32), tf.float32)
    angle = between(-ROTATION, ROTATION) * math.pi / 180 + quarters * math.pi / 2
    flip = tf.where(between(0.0, 1.0) < 0.5, -1.0, 1.0)
    across, down = crop_width / size, crop_height / size
    xu, xv = flip * tf.cos(angle) * across, -tf.sin(angle) * across
    yu, yv = flip * tf.sin(angle) * down, tf.cos(angle) * down
    middle = (size - 1) / 2
    x0 = left + crop_width / 2 - 0.5 - (xu + xv) * middle
    y0 = top + crop_height / 2 - 0.5 - (yu + yv) * middle
    return tf.stack([xu, xv, x0, yu, yv, y0, 0.0, 0.0])


def recoloured(photo):
    brightness = 1 + between(-BRIGHTNESS, BRIGHTNESS)
    contrast = 1 + between(-CONTRAST, CONTRAST)
    saturation = 1 + between(-SATURATION, SATURATION)
    gains = brightness * contrast * (1 + between(-TINT, TINT, (3, 1)))
    matrix = gains * (saturation * tf.eye(3) + (1 - saturation) * LUMA)
    colours = tf.matmul(tf.reshape(photo, (-1, 3)), matrix, transpose_b=True)
    return tf.clip_by_value(tf.reshape(colours, (size, size, 3)) + 127.5 * (1 - contrast), 0, 255)


def decoded(file, label):
    return tf.io.decode_jpeg(tf.io.read_file(file), channels=3), label


def augmented(photo, label):
    shape = tf.cast(tf.shape(photo), tf.float32)
    warped = tf.raw_ops.ImageProjectiveTransformV3(
        images=tf.cast(photo[tf.newaxis], tf.float32),
        transforms=placement(shape[1], shape[0])[tf.newaxis],
        output_shape=(size, size),
        interpolation="BILINEAR",
        fill_mode="REFLECT",
        fill_value=0.0,
    )
    return recoloured(warped[0]) / 127.5 - 1, tf.one_hot(label, CLASSES)


with open(table, newline="") as lines:
    rows = [(file, int(label)) for file, label in csv.reader(lines)]
photos = (
    tf.data.Dataset.from_tensor_slices(([file for file, _ in rows], [label for _, label in rows]))
    .map(decoded, num_parallel_calls=tf.data.AUTOTUNE)
    .cache()
    .shuffle(len(rows))
    .repeat()
    .map(augmented, num_parallel_calls=tf.data.AUTOTUNE)
    .batch(batch, drop_remainder=True)
    .prefetch(AHEAD)
)



def mobilenet(application, dropout):
    body = application(
        input_shape=(size, size, 3), include_top=False, weights=None, pooling="avg"
    )
    dropped = tf.keras.layers.Dropout(dropout)(body.output)
    return tf.keras.Model(body.input, tf.keras.layers.Dense(CLASSES)(dropped))


def plain_cnn():
    layers = [tf.keras.Input((size, size, 3))]
    for channels in (32, 64, 128, 128):
        layers.append(tf.keras.layers.Conv2D(channels, 3, padding="same", activation="relu"))
        layers.append(tf.keras.layers.MaxPooling2D())
    layers += [
        tf.keras.layers.Flatten(),
        tf.keras.layers.Dropout(0.5),
        tf.keras.layers.Dense(512, activation="relu"),
        tf.keras.layers.Dense(CLASSES),
    ]
    return tf.keras.Sequential(layers)


if network == "plainCnn":
    model = plain_cnn()
elif network == "mobilenetV1":
    model = mobilenet(tf.keras.applications.MobileNet, 0.25)
else:
    model = mobilenet(tf.keras.applications.MobileNetV2, 0.2)
optimiser = tf.keras.optimizers.AdamW(learning_rate=5e-4, weight_decay=0.05)
loss_of = tf.keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.05)
model.compile(optimizer=optimiser, loss=loss_of)


def now():
    return time.perf_counter(), time.process_time()


class Clock(tf.keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.ends = []

    def on_train_batch_end(self, step, logs=None):
        self.ends.append(now())


def fit(steps):
    clock = Clock()
    model.fit(
        photos, steps_per_epoch=steps, epochs=1, shuffle=False, verbose=0, callbacks=[clock]
    )
    return clock.ends


@tf.function
def step(images, targets):
    with tf.GradientTape() as tape:
        loss = loss_of(targets, model(images, training=True))
    variables = model.trainable_variables
    optimiser.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


batches = iter(photos)


def own_steps(steps):
    ends = []
    for _ in range(steps):
        step(*next(batches)).numpy()
        ends.append(now())
    return ends


for line in sys.stdin:
    ends = fit(int(line)) if kind == "fit" else own_steps(int(line))
    walls, processors = (
        [(after - before) * 1000 for before, after in zip(clock, clock[1:])] for clock in zip(*ends)
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    answer = {"milliseconds": walls, "processor": processors, "peakBytes": peak}
    print(json.dumps(answer), flush=True)
