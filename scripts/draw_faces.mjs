// Draws the customers' faces again: personas/faces/<persona>/<expression>.svg
//
//   npm install --no-save --prefix build/faces @dicebear/core@9.4.3 @dicebear/open-peeps@9.4.3
//   node scripts/draw_faces.mjs build/faces
//
// The drawings are Open Peeps by Pablo Stanley (CC0 1.0); the code that assembles them is MIT. Another version may draw another
// person, so the versions above are pinned and checked below.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const VERSIONS = { "@dicebear/core": "9.4.3", "@dicebear/open-peeps": "9.4.3" };
const EXPRESSIONS = { furious: "rage", angry: "veryAngry", upset: "solemn", calm: "smile" };
const PEOPLE = {
  "irate-diner": {
    head: ["grayMedium"],
    headContrastColor: ["c9c5c1"],
    skinColor: ["ffdbb4"],
    clothingColor: ["8a5a78"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "cake-buyer": {
    head: ["short4"],
    headContrastColor: ["8a4b2a"],
    skinColor: ["edb98a"],
    clothingColor: ["4f7d8c"],
    facialHair: ["chin"],
    facialHairProbability: 100,
    accessoriesProbability: 0,
  },
  "wildflower-mother": {
    head: ["long"],
    headContrastColor: ["2c1b18"],
    skinColor: ["d08b5b"],
    clothingColor: ["d9a441"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "album-bride": {
    head: ["mediumBangs2"],
    headContrastColor: ["9a5a33"],
    skinColor: ["ffdbb4"],
    clothingColor: ["c9728f"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "broadband-noshow": {
    head: ["hatBeanie"],
    headContrastColor: ["b5522b"],
    skinColor: ["f6cfa8"],
    clothingColor: ["59665a"],
    facialHair: ["full2"],
    facialHairProbability: 100,
    accessoriesProbability: 0,
  },
  "sea-view-guest": {
    head: ["grayShort"],
    headContrastColor: ["d6d3cf"],
    skinColor: ["694d3d"],
    clothingColor: ["2f3b4c"],
    accessories: ["glasses"],
    accessoriesProbability: 100,
    facialHairProbability: 0,
  },
  "parking-charge": {
    head: ["pomp"],
    headContrastColor: ["9a958f"],
    skinColor: ["e8b48f"],
    clothingColor: ["2f3f63"],
    facialHairProbability: 0,
    accessoriesProbability: 0,
  },
  "billing-caller": {
    head: ["noHair2"],
    headContrastColor: ["c9c5c1"],
    skinColor: ["ffdbb4"],
    clothingColor: ["7a6a4f"],
    accessories: ["glasses2"],
    accessoriesProbability: 100,
    facialHairProbability: 0,
  },
  "late-parcel": {
    head: ["bangs"],
    headContrastColor: ["d8b25c"],
    skinColor: ["edb98a"],
    clothingColor: ["3c6e71"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "hearing-aid-buyer": {
    head: ["noHair3"],
    headContrastColor: ["dedad5"],
    skinColor: ["b0703c"],
    clothingColor: ["75624e"],
    accessories: ["glasses3"],
    accessoriesProbability: 100,
    facialHair: ["moustache1"],
    facialHairProbability: 100,
  },
  "lost-vet-slot": {
    head: ["grayBun"],
    headContrastColor: ["b4603a"],
    skinColor: ["ffe3cf"],
    clothingColor: ["7f9b66"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "needs-to-vent": {
    head: ["mediumStraight"],
    headContrastColor: ["3a2a24"],
    skinColor: ["ae5d29"],
    clothingColor: ["c8553d"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "card-reader-down": {
    head: ["bantuKnots"],
    headContrastColor: ["2c1b18"],
    skinColor: ["6f4328"],
    clothingColor: ["e2a93b"],
    accessoriesProbability: 0,
    facialHairProbability: 0,
  },
  "shared-mistake": {
    head: ["hatBeanie"],
    headContrastColor: ["b5532c"],
    skinColor: ["ffe0c7"],
    clothingColor: ["4a6b8a"],
    facialHairProbability: 0,
    accessoriesProbability: 0,
  },
};

const modules = resolve(process.argv[2] ?? "build/faces", "node_modules");
const target = resolve(dirname(fileURLToPath(import.meta.url)), "..", "personas", "faces");

async function load(name) {
  const manifest = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
  if (manifest.version !== VERSIONS[name]) {
    throw new Error(`${name} is ${manifest.version}; install ${VERSIONS[name]} as the head of this file says`);
  }
  return import(pathToFileURL(join(modules, name, "lib", "index.js")));
}

// The metadata names the licence in links, which personas/faces/README.md does in words; nothing in a face points outside.
const plain = (svg) => svg.replace(/<metadata[\s\S]*?<\/metadata>/, "") + "\n";

const { createAvatar } = await load("@dicebear/core");
const style = await load("@dicebear/open-peeps");

for (const [persona, features] of Object.entries(PEOPLE)) {
  mkdirSync(join(target, persona), { recursive: true });
  for (const [expression, face] of Object.entries(EXPRESSIONS)) {
    const avatar = createAvatar(style, { seed: persona, maskProbability: 0, ...features, face: [face] });
    writeFileSync(join(target, persona, `${expression}.svg`), plain(avatar.toString()));
  }
}
